package io.swagger.annotations;

/** Borne by generated members; nothing reads it here. */
public @interface ApiModelProperty {
  String value() default "";

  String example() default "";

  boolean required() default false;

  boolean readOnly() default false;
}
