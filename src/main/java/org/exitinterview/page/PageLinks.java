package org.exitinterview.page;

import java.util.List;

/**
 * The pages that a capability has for the person who is acting: only those that this person may
 * open. Asked for the page that lists all of them, and for the page of a case.
 */
public interface PageLinks {

  /** Pages about no single case. */
  default List<PageLink> everywhere() {
    return List.of();
  }

  /** Pages about that case. */
  default List<PageLink> ofCase(String caseNumber) {
    return List.of();
  }
}
