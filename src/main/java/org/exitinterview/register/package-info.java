/**
 * The case register: one append-only row per act of a person, one row per case, codes and dates
 * only.
 */
@NullMarked
package org.exitinterview.register;

import org.jspecify.annotations.NullMarked;
