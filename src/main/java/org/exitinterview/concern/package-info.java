/** Something unsafe, or poor care, told at any time. Seen by the safeguarding lead only. */
@NullMarked
package org.exitinterview.concern;

import org.jspecify.annotations.NullMarked;
