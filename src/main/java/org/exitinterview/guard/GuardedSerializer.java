package org.exitinterview.guard;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.AbstractQueryVariableValueCondition;
import org.camunda.bpm.engine.impl.variable.serializer.DefaultVariableSerializers;
import org.camunda.bpm.engine.impl.variable.serializer.TypedValueSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.ValueFields;
import org.camunda.bpm.engine.variable.impl.value.UntypedValueImpl;
import org.camunda.bpm.engine.variable.type.ValueType;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * Asks {@link ProcessDataPolicy} before a value is written. Every variable of the engine passes a
 * serializer before its statement is made, whichever way it comes: forms, REST, messages, batches,
 * models, Java, and transient ones too.
 */
final class GuardedSerializer<T extends TypedValue> implements TypedValueSerializer<T> {

  private final TypedValueSerializer<T> serializer;

  private GuardedSerializer(TypedValueSerializer<T> serializer) {
    this.serializer = serializer;
  }

  /** Puts a guard in front of every serializer that is known by now. */
  static void guardAll(DefaultVariableSerializers serializers) {
    List<TypedValueSerializer<?>> guarded = new ArrayList<>();
    serializers.getSerializers().forEach(serializer -> guarded.add(guard(serializer)));
    List.copyOf(serializers.getSerializers()).forEach(serializers::removeSerializer);
    guarded.forEach(serializers::addSerializer);
  }

  private static <V extends TypedValue> TypedValueSerializer<V> guard(
      TypedValueSerializer<V> serializer) {
    return serializer instanceof GuardedSerializer<V>
        ? serializer
        : new GuardedSerializer<>(serializer);
  }

  @Override
  public void writeValue(T value, ValueFields target) {
    // A query writes nothing, and may look for the beginning of a code.
    if (!(target instanceof AbstractQueryVariableValueCondition)) {
      ProcessDataPolicy.check(target.getName(), value);
    }
    serializer.writeValue(value, target);
  }

  @Override
  public T readValue(ValueFields source, boolean deserialize, boolean isTransient) {
    return serializer.readValue(source, deserialize, isTransient);
  }

  @Override
  public String getName() {
    return serializer.getName();
  }

  @Override
  public ValueType getType() {
    return serializer.getType();
  }

  @Override
  public boolean canHandle(TypedValue value) {
    return serializer.canHandle(value);
  }

  @Override
  public T convertToTypedValue(UntypedValueImpl value) {
    return serializer.convertToTypedValue(value);
  }

  @Override
  public @Nullable String getSerializationDataformat() {
    return serializer.getSerializationDataformat();
  }

  @Override
  public boolean isMutableValue(T value) {
    return serializer.isMutableValue(value);
  }
}
