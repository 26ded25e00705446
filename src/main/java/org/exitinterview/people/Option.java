package org.exitinterview.people;

/** One choice of a drop-down list; the names are those Camunda Forms expect. */
public record Option(String value, String label) {}
