/** Writing to the young person (steps 14 and 17). */
@NullMarked
package org.exitinterview.letter;

import org.jspecify.annotations.NullMarked;
