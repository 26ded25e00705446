/**
 * Who may do what: groups, permissions, visibility per home and per child, demonstration people.
 */
@NullMarked
package org.exitinterview.people;

import org.jspecify.annotations.NullMarked;
