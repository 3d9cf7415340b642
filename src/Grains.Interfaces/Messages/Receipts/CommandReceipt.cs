namespace Grid.Grains.Interfaces.Receipts;

/// <summary>
/// The receipt of a write that changes no person's record: a calendar, a denominator, a report, an operator's order. It is in the same
/// table as the receipts of commands to persons, and is committed in the same transaction as the write.
/// </summary>
/// <remarks>
/// How a write gets one:
/// <list type="number">
/// <item>The route is a write (it needs an <c>Idempotency-Key</c>), and its handler runs in the API's <c>IdempotentWrites.RunAsync</c>.
/// That looks the caller's key up first (<see cref="Persons.IReceiptStore"/>): the same digest gets the stored answer, another one 422, and
/// only an unknown key runs the handler.</item>
/// <item>The handler makes its answer before the write, turns it into a receipt, and hands that to the port (or to a grain, which hands it
/// on).</item>
/// <item>The port takes <c>CommandReceipt? receipt</c>, null for a write of the register itself. Its store does its work in Storage's
/// <c>ReceiptedWrite.RunAsync</c>, which stores the receipt first and commits both or neither. A key that was used at the same time
/// elsewhere is a <see cref="Persons.DuplicateReceiptException"/>, on which the API answers with the receipt that won.</item>
/// </list>
/// </remarks>
/// <param name="Caller">Subject of the token.</param>
/// <param name="Key">The caller's idempotency key.</param>
/// <param name="Digest">SHA-256 of the request.</param>
/// <param name="Operation">As in the role matrix: <c>calendars.load</c>.</param>
/// <param name="Answer">What a repeat gets.</param>
/// <param name="At">When it was carried out, by the clock of the process.</param>
[GenerateSerializer, Immutable, Alias("Grid.CommandReceipt")]
public sealed record CommandReceipt(
    [property: Id(0)] string Caller,
    [property: Id(1)] string Key,
    [property: Id(2)] byte[] Digest,
    [property: Id(3)] string Operation,
    [property: Id(4)] WriteAnswer Answer,
    [property: Id(5)] DateTimeOffset At
)
{
    public override string ToString() => DiscreetText.Of(this);
}

/// <summary>
/// What the API answered to a write that changes no person's record; stored with its receipt and given again, byte by byte, to a repeat.
/// </summary>
/// <param name="Status">HTTP status, 200 to 299.</param>
/// <param name="Location">Address of what was made, or where to see how far it is; null when there is none.</param>
/// <param name="Body">A JSON document as text; null for an empty answer. Nothing sensitive, and nothing that changes over time.</param>
[GenerateSerializer, Immutable, Alias("Grid.WriteAnswer")]
public sealed record WriteAnswer(
    [property: Id(0)] int Status,
    [property: Id(1)] string? Location = null,
    [property: Id(2)] string? Body = null
)
{
    public override string ToString() => DiscreetText.Of(this);
}
