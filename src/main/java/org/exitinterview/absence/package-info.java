/** Deputies: who is away, who has his or her steps meanwhile, and what a deputy may read. */
@NullMarked
package org.exitinterview.absence;

import org.jspecify.annotations.NullMarked;
