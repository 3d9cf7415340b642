using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Notices;

/// <summary>A message as the person reads it.</summary>
public sealed record InboxNotice(NoticeKind Kind, string Text, DateTimeOffset At, bool? Delivered);
