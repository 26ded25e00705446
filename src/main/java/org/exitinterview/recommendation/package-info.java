/** What the IRO recommends and what its owners answer. */
@NullMarked
package org.exitinterview.recommendation;

import org.jspecify.annotations.NullMarked;
