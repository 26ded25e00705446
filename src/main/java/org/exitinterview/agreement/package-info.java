/** Explaining the interview and the young person's answer. */
@NullMarked
package org.exitinterview.agreement;

import org.jspecify.annotations.NullMarked;
