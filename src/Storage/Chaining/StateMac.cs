namespace Grid.Storage.Chaining;

/// <summary>
/// The MAC of a person's row: over the version and the head of the journal too, so that neither an old state nor another person's can be
/// put there. The wrapped data key is not part of it: it is wrapped again by rotations, and bound to the person by itself.
/// </summary>
/// <param name="Person">Whose row.</param>
/// <param name="Version">The version that the row has with this state.</param>
/// <param name="Sequence">How many events are in the state.</param>
/// <param name="Schema">Form of the state.</param>
/// <param name="Chain">Head of the journal; null without a row.</param>
/// <param name="LastCommit">The last commit.</param>
/// <param name="WrittenAt">When it was decided.</param>
internal sealed record StateMac(
    Guid Person,
    long Version,
    long Sequence,
    short Schema,
    byte[]? Chain,
    Guid LastCommit,
    DateTimeOffset WrittenAt
)
{
    /// <summary>The MAC, over the sealed state too.</summary>
    public byte[] Of(byte[] state, ChainKeys keys) =>
        keys.State(
            RowBytes
                .Begin()
                .Text("person 1")
                .Id(Person)
                .Number(Version)
                .Number(Sequence)
                .Number(Schema)
                .Bytes(Chain, Chain is null)
                .Id(LastCommit)
                .Moment(WrittenAt)
                .Bytes(state)
                .Written
        );
}
