/** Letters to young people: plain words, how they arrive, and what was promised and told. */
@NullMarked
package org.exitinterview.letter;

import org.jspecify.annotations.NullMarked;
