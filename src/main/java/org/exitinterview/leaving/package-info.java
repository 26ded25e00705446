/** A young person leaves a home: notices, SSDA903 returns, scope, and opening the case. */
@NullMarked
package org.exitinterview.leaving;

import org.jspecify.annotations.NullMarked;
