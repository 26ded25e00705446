package org.exitinterview.people;

import java.util.List;
import java.util.Map;

/** Invented people and homes to try the product with; none of them exists. */
final class DemonstrationPeople {

  /** One login. */
  record Login(
      String userId, String firstName, String lastName, List<Role> roles, List<String> homes) {

    String mail() {
      return userId + "@example.org";
    }

    private static Login of(String userId, String firstName, String lastName, Role role) {
      return new Login(userId, firstName, lastName, List.of(role), List.of());
    }

    private static Login manager(
        String userId, String firstName, String lastName, String... homes) {
      return new Login(userId, firstName, lastName, List.of(Role.UNIT_MANAGER), List.of(homes));
    }
  }

  /** Occur as K2 placements in the sample SSDA903 returns, so an import finds their managers. */
  private static final String ASHGROVE_HOUSE = "9702906";

  private static final String BROOKSIDE = "3311876";
  private static final String MEADOW_VIEW = "2500001";

  /** Ofsted number to name of the home. */
  static final Map<String, String> HOMES =
      Map.of(
          ASHGROVE_HOUSE, "Ashgrove House",
          BROOKSIDE, "Brookside",
          MEADOW_VIEW, "Meadow View");

  static final List<Login> LOGINS =
      List.of(
          Login.manager("una.manager", "Una", "Hartley", ASHGROVE_HOUSE, MEADOW_VIEW),
          Login.manager("martin.manager", "Martin", "Field", BROOKSIDE),
          Login.of("sarah.worker", "Sarah", "Wells", Role.SOCIAL_WORKER),
          Login.of("sam.worker", "Sam", "Barker", Role.SOCIAL_WORKER),
          Login.of("rosa.service", "Rosa", "Palmer", Role.RESIDENTIAL_SERVICE_MANAGER),
          Login.of("ian.interviewer", "Ian", "Marsh", Role.INTERVIEWER),
          Login.of("ivy.interviewer", "Ivy", "Carter", Role.INTERVIEWER),
          Login.of("irene.iro", "Irene", "Lowe", Role.IRO),
          Login.of("idris.iro", "Idris", "Penn", Role.IRO),
          Login.of("maud.manager", "Maud", "Grant", Role.IRO_MANAGER),
          Login.of("owen.owner", "Owen", "Shaw", Role.ACTION_OWNER),
          Login.of("olive.outside", "Olive", "Grant", Role.OUTSIDE_OWNER),
          Login.of("carol.complaints", "Carol", "Dean", Role.COMPLAINTS_MANAGER),
          Login.of("sean.safeguarding", "Sean", "Holt", Role.SAFEGUARDING_LEAD),
          Login.of("dora.protection", "Dora", "Quill", Role.DATA_PROTECTION_OFFICER),
          Login.of("sadie.safeguarding", "Sadie", "Vale", Role.SAFEGUARDING_LEAD),
          Login.of("judith.senior", "Judith", "Moss", Role.SENIOR_MANAGER),
          Login.of("petra.process", "Petra", "Lane", Role.PROCESS_MANAGER),
          Login.of("paul.process", "Paul", "Drew", Role.PROCESS_MANAGER),
          Login.of("simon.supervisor", "Simon", "Reed", Role.SUPERVISOR));

  private DemonstrationPeople() {}
}
