using System.Text.Json;
using Grid.PlatformSimulator.Store;

namespace Grid.PlatformSimulator.Months;

/// <summary>Recomputes the months from every item that is held of registrations (R11.2).</summary>
internal sealed class MonthReading(Database database)
{
    public async Task<MonthFigures> ReadAsync(CancellationToken cancelled)
    {
        await using var command = database.Source.CreateCommand(
            "SELECT registration, kind, day, fields::text FROM platform_simulator.item WHERE registration IS NOT NULL ORDER BY registration, sequence"
        );
        command.CommandTimeout = 600;
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        var figures = new MonthFigures();
        var items = new List<RegistrationItem>();
        while (await reader.ReadAsync(cancelled))
        {
            var item = new RegistrationItem(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetFieldValue<DateOnly>(2),
                JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(3))!
            );
            if (items.Count > 0 && items[0].Registration != item.Registration)
            {
                figures.Add(RegistrationStory.Of(items));
                items.Clear();
            }

            items.Add(item);
        }

        figures.Add(RegistrationStory.Of(items));
        return figures;
    }
}
