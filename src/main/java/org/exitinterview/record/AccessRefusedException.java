package org.exitinterview.record;

import org.camunda.bpm.engine.AuthorizationException;

/**
 * The person is not on the circulation list. It is one of the engine's authorization exceptions, so
 * that every interface of the engine answers 403 with the message.
 */
public final class AccessRefusedException extends AuthorizationException {

  AccessRefusedException(String message) {
    super(message);
  }
}
