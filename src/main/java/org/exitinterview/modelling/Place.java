package org.exitinterview.modelling;

/**
 * Where a case can be: before or after an element of a process.
 *
 * @param run in which process
 * @param element id of the element; that of the process itself for its very start and end
 * @param left whether the element is done
 */
record Place(Run run, String element, boolean left) {

  /**
   * A process that somebody starts, or that another process calls and then goes on.
   *
   * @param process id of the process
   */
  record Run(String process, boolean called) {

    Place start() {
      return before(process);
    }

    Place end() {
      return after(process);
    }

    Place before(String element) {
      return new Place(this, element, false);
    }

    Place after(String element) {
      return new Place(this, element, true);
    }
  }

  /** The id of the process. */
  String process() {
    return run.process();
  }
}
