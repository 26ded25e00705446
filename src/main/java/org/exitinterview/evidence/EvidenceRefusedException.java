package org.exitinterview.evidence;

/** A file is not taken or not handed out; says why in words for whoever sent it or asked for it. */
public final class EvidenceRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EvidenceRefusedException(String message) {
    super(message);
  }
}
