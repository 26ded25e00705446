/** The annual monitoring report: figures from the register, safe to publish, issued once. */
@NullMarked
package org.exitinterview.report;

import org.jspecify.annotations.NullMarked;
