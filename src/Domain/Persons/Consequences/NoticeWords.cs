namespace Grid.Domain.Persons.Consequences;

/// <summary>Words of a notice in both languages; which one is read is decided when it is sent.</summary>
internal sealed record NoticeWords(string Zh, string En);
