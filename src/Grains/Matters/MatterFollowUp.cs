using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Systems;

namespace Grid.Grains.Matters;

/// <summary>Records in the person's record whether a claim arrived at its system: that is a state of the matter; later messages have none.</summary>
public sealed class MatterFollowUp(IPersonSearch search, IGrainFactory grains) : ISystemFollowUp
{
    private static readonly string Claimed = EnumName.Of(MatterMessageKind.Claimed);

    /// <summary>The case may have moved to another number meanwhile.</summary>
    public async Task NoteAsync(LeasedMessage message, bool arrived, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (SystemMessage.MatterOf(message.Message.System) is null || message.Message.About != Claimed)
            return;
        var matter = message.Message.Subject;
        var request = new CommandRequest<NoteMatterSent>(
            new CommandContext(Actor.Register, IdempotencyKey: null, [], TraceId: null),
            new NoteMatterSent(matter, arrived)
        );
        var reply = await grains.SendAsync(message.Person, request);
        if (
            reply.Refusal is { Code: RefusalCode.UnknownMatter }
            && MatterNumber.TryParse(matter, out var number)
            && await search.ByApplicationNumberAsync(number.Application, cancellationToken) is { } holder
            && holder != message.Person
        )
        {
            await grains.SendAsync(holder, request);
        }
    }
}
