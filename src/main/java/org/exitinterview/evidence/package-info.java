/** Files that show that an action is done: what is taken, who may look, and what scans them. */
@NullMarked
package org.exitinterview.evidence;

import org.jspecify.annotations.NullMarked;
