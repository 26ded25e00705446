/**
 * Closes every way around the forms and the record by which words could come to lie in the engine:
 * variables, free-text fields, expressions and code in models, error messages of failing steps.
 */
@NullMarked
package org.exitinterview.guard;

import org.jspecify.annotations.NullMarked;
