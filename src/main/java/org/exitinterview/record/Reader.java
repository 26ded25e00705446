package org.exitinterview.record;

/** Somebody on a circulation list: one person or everybody in a group. */
public record Reader(Kind kind, String id) {

  /** Whether the id is a user's or a group's. */
  public enum Kind {
    USER,
    GROUP
  }

  /** One person. */
  public static Reader user(String userId) {
    return new Reader(Kind.USER, userId);
  }

  /** Everybody in a group, as it is when they read. */
  public static Reader group(String groupId) {
    return new Reader(Kind.GROUP, groupId);
  }
}
