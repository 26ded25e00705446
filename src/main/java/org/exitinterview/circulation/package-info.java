/** Who receives the record. */
@NullMarked
package org.exitinterview.circulation;

import org.jspecify.annotations.NullMarked;
