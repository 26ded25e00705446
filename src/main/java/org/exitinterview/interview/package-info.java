/** Who interviews, when, and the interview itself (steps 6 to 9). */
@NullMarked
package org.exitinterview.interview;

import org.jspecify.annotations.NullMarked;
