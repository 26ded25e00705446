/** Explaining the interview and the young person's answer (steps 3 to 5). */
@NullMarked
package org.exitinterview.agreement;

import org.jspecify.annotations.NullMarked;
