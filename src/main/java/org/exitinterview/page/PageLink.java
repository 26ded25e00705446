package org.exitinterview.page;

/**
 * A way from one page to another.
 *
 * @param address on this server, from the root
 * @param text what the reader finds there, in few words
 * @param purpose what it is good for, in one sentence
 */
public record PageLink(String address, String text, String purpose) {}
