/** Who receives the record (steps 10 and 11). */
@NullMarked
package org.exitinterview.circulation;

import org.jspecify.annotations.NullMarked;
