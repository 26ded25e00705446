/** Who interviews, when, and the interview itself. */
@NullMarked
package org.exitinterview.interview;

import org.jspecify.annotations.NullMarked;
