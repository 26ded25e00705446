package org.exitinterview.notification;

/** The address is malformed or the mail server does not know it; trying again will not help. */
class AddressRefusedException extends RuntimeException {

  /** Keeps no cause: what a server says about an address repeats it. */
  AddressRefusedException() {
    super("The address was refused");
  }
}
