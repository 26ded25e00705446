package org.exitinterview.guard;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.beans.FeatureDescriptor;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.BeanELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.joda.time.ReadableInstant;
import org.jspecify.annotations.Nullable;

/**
 * Expressions see process data, the number of the case and the listed beans; the engine's own
 * expressions see every bean, and by way of {@code execution} and reflection everything else.
 */
final class ListedExpressions extends JuelExpressionManager {

  private final Set<String> names;
  private final Function<String, Object> finder;

  /**
   * Makes expressions.
   *
   * @param names the beans they may call
   * @param finder finds a bean; asked when the first expression names it
   */
  ListedExpressions(Set<String> names, Function<String, Object> finder) {
    this.names = names;
    this.finder = finder;
  }

  @Override
  protected ELResolver createElResolver() {
    CompositeELResolver resolver = new CompositeELResolver();
    resolver.add(new VariableScopeElResolver());
    resolver.add(new VariableContextElResolver());
    resolver.add(new Listed());
    return resolver;
  }

  /** Resolves the names of beans, calls of their methods, and the number of the case. */
  private final class Listed extends ELResolver {

    /** {@code getClass} leads to every class there is. */
    private static final Set<String> OF_EVERY_OBJECT =
        Stream.of(Object.class.getMethods()).map(Method::getName).collect(toUnmodifiableSet());

    private static final String NUMBER_OF_THE_CASE = "processBusinessKey";

    private final Map<String, Object> known = new ConcurrentHashMap<>();
    private final ELResolver methods = new BeanELResolver(true);

    @Override
    public @Nullable Object getValue(
        ELContext context, @Nullable Object base, @Nullable Object property) {
      if (base == null && property instanceof String name && names.contains(name)) {
        context.setPropertyResolved(true);
        return known.computeIfAbsent(name, finder);
      }
      if (base instanceof DelegateExecution execution && NUMBER_OF_THE_CASE.equals(property)) {
        context.setPropertyResolved(true);
        return execution.getProcessBusinessKey();
      }
      return null;
    }

    @Override
    public @Nullable Object invoke(
        ELContext context,
        Object base,
        Object method,
        Class<?> @Nullable [] parameterTypes,
        Object @Nullable [] parameters) {
      return isListed(base) && !OF_EVERY_OBJECT.contains(String.valueOf(method))
          ? methods.invoke(context, base, method, parameterTypes, parameters)
          : null;
    }

    /** Days and times too: lists in Tasklist ask for what is due until a day from now. */
    private boolean isListed(Object base) {
      return known.containsValue(base) || base instanceof ReadableInstant;
    }

    @Override
    public @Nullable Class<?> getType(
        ELContext context, @Nullable Object base, @Nullable Object property) {
      return null;
    }

    @Override
    public void setValue(
        ELContext context,
        @Nullable Object base,
        @Nullable Object property,
        @Nullable Object value) {
      // Nothing can be set; left unresolved, the expression fails.
    }

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
      return true;
    }

    @Override
    public Iterator<FeatureDescriptor> getFeatureDescriptors(
        ELContext context, @Nullable Object base) {
      return Collections.emptyIterator();
    }

    @Override
    public @Nullable Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
      return null;
    }
  }
}
