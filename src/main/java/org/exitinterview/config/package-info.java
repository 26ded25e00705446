/** Settings, clock, database and engine wiring. Holds no business words. */
@NullMarked
package org.exitinterview.config;

import org.jspecify.annotations.NullMarked;
