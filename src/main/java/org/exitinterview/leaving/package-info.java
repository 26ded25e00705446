/**
 * A young person leaves a home: notices, SSDA903 returns, scope, and opening the case (steps 1 and
 * 2).
 */
@NullMarked
package org.exitinterview.leaving;

import org.jspecify.annotations.NullMarked;
