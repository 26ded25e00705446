package org.exitinterview.config;

/**
 * What kind of installation this is, as the settings say.
 *
 * @param embeddedDatabase whether the application runs its own database server
 * @param demonstration whether demonstration people are created
 */
public record Installation(boolean embeddedDatabase, boolean demonstration) {}
