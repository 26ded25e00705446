/** A young person wants to complain or wants an advocate: a warm hand-over. */
@NullMarked
package org.exitinterview.signposting;

import org.jspecify.annotations.NullMarked;
