package org.exitinterview.process;

/**
 * A step that runs by itself was refused for good. A later attempt would find the case changed, and
 * do what nobody asked for any more.
 */
public interface NotToBeTriedAgain {}
