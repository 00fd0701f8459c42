namespace OnChipLearn.Experiments.Budget;

/// <summary>Linear least squares by the normal equations, columns scaled to their mean squares and slightly damped against columns that depend on others.</summary>
internal static class LeastSquares
{
    private const double Damping = 1e-6;

    /// <summary>Coefficients [columns] that best make the values [rows] of the rows [rows][columns].</summary>
    public static double[] Fit(double[][] rows, double[] values)
    {
        var columns = rows[0].Length;
        double[] scale = [.. Enumerable.Range(0, columns).Select(c => Math.Max(1e-12, Math.Sqrt(rows.Average(row => row[c] * row[c]))))];
        var system = new double[columns, columns + 1];
        for (var r = 0; r < rows.Length; r++)
        {
            for (var i = 0; i < columns; i++)
            {
                for (var j = 0; j < columns; j++)
                {
                    system[i, j] += rows[r][i] * rows[r][j] / (scale[i] * scale[j] * rows.Length);
                }

                system[i, columns] += rows[r][i] * values[r] / (scale[i] * rows.Length);
            }
        }

        for (var i = 0; i < columns; i++)
        {
            system[i, i] += Damping;
        }

        Eliminate(system, columns);
        return [.. Enumerable.Range(0, columns).Select(c => system[c, columns] / scale[c])];
    }

    /// <summary>The value of a row.</summary>
    public static double Value(double[] coefficients, double[] row)
    {
        var sum = 0.0;
        for (var c = 0; c < row.Length; c++)
        {
            sum += coefficients[c] * row[c];
        }

        return sum;
    }

    // The damped matrix is positive definite, so that no pivot is 0.
    private static void Eliminate(double[,] system, int columns)
    {
        for (var pivot = 0; pivot < columns; pivot++)
        {
            var inverse = 1 / system[pivot, pivot];
            for (var j = pivot; j <= columns; j++)
            {
                system[pivot, j] *= inverse;
            }

            for (var row = 0; row < columns; row++)
            {
                var factor = system[row, pivot];
                for (var j = pivot; row != pivot && j <= columns; j++)
                {
                    system[row, j] -= factor * system[pivot, j];
                }
            }
        }
    }
}
