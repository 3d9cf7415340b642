namespace Grid.Domain.Persons.Events;

/// <summary>Marks a member of an event that names, reaches or characterises the person: sealed in the journal, gone when the person's key is deleted.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;
