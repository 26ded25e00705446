package org.exitinterview.record;

/** What a reader may do with a section; {@link #WRITE} includes reading. */
public enum Access {
  READ,
  WRITE
}
