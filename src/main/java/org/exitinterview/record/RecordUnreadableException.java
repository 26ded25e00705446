package org.exitinterview.record;

/** A record cannot be opened: its key is destroyed or another one, or its rows were changed. */
public class RecordUnreadableException extends RuntimeException {

  RecordUnreadableException(String message) {
    super(message);
  }
}
