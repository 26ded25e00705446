/** What every page of ours shares: layout, printing, and what a browser may do with it. */
@NullMarked
package org.exitinterview.page;

import org.jspecify.annotations.NullMarked;
