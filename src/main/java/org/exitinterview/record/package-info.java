/**
 * The record vault: every word about or from a young person, encrypted, with a circulation list and
 * a read log.
 */
@NullMarked
package org.exitinterview.record;

import org.jspecify.annotations.NullMarked;
