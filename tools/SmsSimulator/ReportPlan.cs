namespace Grid.SmsSimulator;

/// <summary>What the gateway will say about one message that it took.</summary>
/// <param name="Delivered">Whether it arrived.</param>
/// <param name="Times">How often it is reported: 0 where the report is lost, 2 where it comes twice.</param>
internal sealed record ReportPlan(bool Delivered, int Times);
