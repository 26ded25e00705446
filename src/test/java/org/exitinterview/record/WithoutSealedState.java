package org.exitinterview.record;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.spy;

import java.util.function.Supplier;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.test.util.AopTestUtils;

/** Lets the vault believe that every record is as it was left, to measure what looking costs. */
public final class WithoutSealedState {

  private WithoutSealedState() {}

  /** Does something while the state of records is neither sealed nor looked at. */
  public static <T> T get(RecordVault vault, Supplier<T> work) {
    DirectFieldAccessor fields =
        new DirectFieldAccessor(AopTestUtils.<Object>getTargetObject(vault));
    SealedState real = (SealedState) fields.getPropertyValue("state");
    SealedState blind = spy(real);
    doReturn(true).when(blind).isIntact(any(), any());
    doNothing().when(blind).seal(any(), any());
    set(fields, blind);
    try {
      return work.get();
    } finally {
      set(fields, real);
    }
  }

  private static void set(DirectFieldAccessor fields, Object state) {
    fields.setPropertyValue("state", state);
  }
}
