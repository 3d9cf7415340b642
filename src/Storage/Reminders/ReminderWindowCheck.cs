using Grid.Storage.Migrations;
using Npgsql;

namespace Grid.Storage.Reminders;

/// <summary>
/// What a silo does before it serves: see that the database hands out reminders at least as early as the silo loads them.
/// </summary>
public static class ReminderWindowCheck
{
    /// <summary>Compares <c>ReminderOptions.ReminderLoadingWindow</c> with the window in <c>reminder_settings</c>.</summary>
    /// <exception cref="SchemaException">The database's window is shorter: reminders would tick late.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached, or has no schema.</exception>
    public static async Task EnsureAsync(NpgsqlDataSource dataSource, TimeSpan loadingWindow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        await using var command = dataSource.CreateCommand("SELECT loading_window FROM reminder_settings");
        if (await command.ExecuteScalarAsync(cancellationToken) is not TimeSpan window)
            throw new SchemaException("The row of reminder_settings is missing.");
        if (window < loadingWindow)
        {
            throw new SchemaException(
                $"提醒读取窗口过短。The database returns reminders {window} ahead, this silo loads them {loadingWindow} ahead: they would tick late. "
                    + "Let the owner raise reminder_settings.loading_window, or configure a shorter ReminderLoadingWindow."
            );
        }
    }
}
