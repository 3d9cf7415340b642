package io.swagger.annotations;

/** Borne by generated types; nothing reads it here. */
public @interface ApiModel {
  String description() default "";
}
