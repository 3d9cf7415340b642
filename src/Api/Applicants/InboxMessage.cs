using Grid.Domain.Text;
using Grid.Grains.Interfaces.Notices;

namespace Grid.Api.Applicants;

/// <summary>One message.</summary>
/// <param name="Delivered">What the gateway reported; absent while it has not, or where the inbox is all.</param>
public sealed record InboxMessage(string Kind, string Text, DateTimeOffset At, bool? Delivered)
{
    internal static InboxMessage Of(InboxNotice notice) => new(EnumName.Of(notice.Kind), notice.Text, notice.At, notice.Delivered);
}
