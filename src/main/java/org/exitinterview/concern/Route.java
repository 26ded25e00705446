package org.exitinterview.concern;

import java.util.stream.Stream;

/** The ways a concern can go; the codes are those of concern-route.dmn and of the model. */
enum Route {
  IMMEDIATE_DANGER("immediateDanger"),
  ALLEGATION("allegation"),
  SIGNIFICANT_HARM("significantHarm"),
  POOR_CARE("poorCare");

  private final String code;

  Route(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }

  /** The way of that code; whatever is unknown is taken for significant harm. */
  static Route of(String code) {
    return Stream.of(values())
        .filter(route -> route.code.equals(code))
        .findFirst()
        .orElse(SIGNIFICANT_HARM);
  }
}
