package org.exitinterview.concern;

/**
 * Whom to telephone for a child in an area.
 *
 * @param area code, such as {@code own}
 * @param name as people read it
 */
record Area(
    String area, String name, String police, String frontDoor, String outOfHours, String lado) {}
