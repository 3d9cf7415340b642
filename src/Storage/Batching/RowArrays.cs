using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Batching;

/// <summary>
/// Rows for a statement as one array a column: the columns are named once, and the SQL that unfolds the arrays and the parameters that
/// carry them both come from that list, so they cannot fall apart.
/// </summary>
internal sealed class RowArrays<TRow>(string alias)
{
    private readonly List<IColumn> columns = [];
    private int first = -1;

    private interface IColumn
    {
        string Name { get; }

        string SqlType { get; }

        NpgsqlParameter NewParameter();

        void Fill(NpgsqlParameter parameter, List<TRow> rows);
    }

    /// <summary>Adds a column.</summary>
    public RowArrays<TRow> Column<T>(string name, NpgsqlDbType type, Func<TRow, T> value)
    {
        columns.Add(new TypedColumn<T>(name, type, value));
        return this;
    }

    /// <summary><c>unnest($1::uuid[], …) AS alias(name, …)</c>, its parameters numbered from <paramref name="next"/> on.</summary>
    public string Unnest(ref int next)
    {
        first = next - 1;
        var arrays = new StringBuilder();
        foreach (var column in columns)
            arrays.Append(CultureInfo.InvariantCulture, $"{(arrays.Length > 0 ? ", " : "")}${next++}::{column.SqlType}[]");
        return $"unnest({arrays}) AS {alias}({string.Join(", ", columns.Select(column => column.Name))})";
    }

    /// <summary>The columns, each with the alias: <c>j.person_id, j.sequence, …</c></summary>
    public string Values => string.Join(", ", columns.Select(column => $"{alias}.{column.Name}"));

    /// <summary>Only the columns' names.</summary>
    public string Names => string.Join(", ", columns.Select(column => column.Name));

    /// <summary>The columns of the row that a conflict kept out: <c>excluded.person_id, …</c></summary>
    public string Excluded => string.Join(", ", columns.Select(column => $"excluded.{column.Name}"));

    /// <summary>Adds the parameters to a command; tables in the order in which <see cref="Unnest"/> was called.</summary>
    public void AddTo(NpgsqlParameterCollection parameters)
    {
        foreach (var column in columns)
            parameters.Add(column.NewParameter());
    }

    /// <summary>Puts the rows into the parameters.</summary>
    public void Fill(NpgsqlParameterCollection parameters, List<TRow> rows)
    {
        for (var i = 0; i < columns.Count; i++)
            columns[i].Fill(parameters[first + i], rows);
    }

    private sealed class TypedColumn<T>(string name, NpgsqlDbType type, Func<TRow, T> value) : IColumn
    {
        public string Name => name;

        public string SqlType =>
            type switch
            {
                NpgsqlDbType.TimestampTz => "timestamptz",
                _ => type.ToString().ToLowerInvariant(),
            };

        public NpgsqlParameter NewParameter() => new NpgsqlParameter<T[]> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = [] };

        public void Fill(NpgsqlParameter parameter, List<TRow> rows)
        {
            var values = rows.Count == 0 ? [] : new T[rows.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = value(rows[i]);
            ((NpgsqlParameter<T[]>)parameter).TypedValue = values;
        }
    }
}
