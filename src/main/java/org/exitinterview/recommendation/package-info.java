/** What the IRO recommends and what its owners answer (steps 12, 13, 15 and 16). */
@NullMarked
package org.exitinterview.recommendation;

import org.jspecify.annotations.NullMarked;
